"""What a rep can do, one verb a module: plain values in, one transaction, a result out."""
