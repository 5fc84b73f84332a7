"""How the rows of each noun stand in a list: columns, orders, and what is told of the one under the cursor."""
