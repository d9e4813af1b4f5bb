"""How fast Dougong is, beside a server written by hand for one table alone."""
