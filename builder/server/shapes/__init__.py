"""What the server answers, as types: for the reference of the API and the pages; tests hold every answer to them."""
