"""The team's hub: a PostgreSQL database that ``hub.sql`` makes; how it is reached and called."""
