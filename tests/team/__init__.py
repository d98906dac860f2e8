"""Teams: laptops over one hub, on a PostgreSQL server of the tests' own."""
