"""The language engine: native code behind a process boundary."""
