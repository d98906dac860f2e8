"""Everything that is shown: cards, tables, json, csv, help and errors."""
