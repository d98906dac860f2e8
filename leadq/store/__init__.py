"""The local SQLite store: schema, migrations, hot reads, journalled writes."""
