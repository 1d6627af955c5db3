"""Parts: in, sentences and lists with people and meetings; out, who took what part in which meeting."""
