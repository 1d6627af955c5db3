"""Documents: in, a text; out, its layout, its dates, and what it says of itself."""
