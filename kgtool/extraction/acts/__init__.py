"""Acts: in, sentences with who acts; out, what was signed, agreed, said, begun or counted."""
