"""How the weights of the statistical layer are made: not used at run time."""
