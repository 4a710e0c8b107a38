"""How the person seems to be: observation, belief, timeline."""
