"""Languages: tags, folding, tokens, stems, placeables, sentences, and the analysis that matching rests on."""
