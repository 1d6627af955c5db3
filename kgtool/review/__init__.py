"""Review: in, what documents say and what curators have decided; out, facts as decided, and what is still doubtful."""
