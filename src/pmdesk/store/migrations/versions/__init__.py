"""One module a schema version, in order; none is changed once it was released."""
