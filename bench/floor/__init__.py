"""The floor: what a careful programmer writes by hand for one table, with nothing that Dougong adds."""
