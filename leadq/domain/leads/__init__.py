"""Rules for leads as such: statuses, likely duplicates, making one of two, hiding who it is."""
