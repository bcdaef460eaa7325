"""Reading treebanks and counting terms in them."""

from __future__ import annotations

from pathlib import Path

from benchmarks.recognition import draw_terms, gold, measure, read_sentences

_SENTENCE = """\
# text = The country's men (dámelo).
1\tThe\tthe\tDET\t_\t_\t_\t_\t_\t_
2-3\tcountry's\t_\t_\t_\t_\t_\t_\t_\t_
2\tcountry\tcountry\tNOUN\t_\t_\t_\t_\t_\t_
3\t's\t's\tPART\t_\t_\t_\t_\t_\t_
4\tmen\tman\tNOUN\t_\t_\t_\t_\t_\t_
5\t(\t(\tPUNCT\t_\t_\t_\t_\t_\t_
6-7\tdámelo\t_\t_\t_\t_\t_\t_\t_\t_
6\tda\tdar\tVERB\t_\t_\t_\t_\t_\t_
7\tme\tyo\tPRON\t_\t_\t_\t_\t_\t_
7.1\tx\tx\tX\t_\t_\t_\t_\t_\t_
8\t)\t)\tPUNCT\t_\t_\t_\t_\t_\t_
9\t.\t.\tPUNCT\t_\t_\t_\t_\t_\t_

"""


def test_words_have_their_places(tmp_path: Path) -> None:
    """What is put together of its parts is two words, what is not is one of two lemmas."""
    file = tmp_path / "en_x-ud-train.conllu"
    file.write_text(_SENTENCE, encoding="utf-8")
    (sentence,) = read_sentences(file)
    words = [(sentence.text[t.start : t.end], [lemma for lemma, _ in t.parts]) for t in sentence.tokens]
    assert words[1:4] == [("country", ["country"]), ("'s", ["'s"]), ("men", ["man"])]
    assert words[5] == ("dámelo", ["dar", "yo"])
    assert gold(sentence, {"man": "man"}) == {("man", 14, 17)}


def test_all_methods_are_counted(tmp_path: Path) -> None:
    """Terms come from the one file and are counted in the other; ours finds the plural."""
    train, test = tmp_path / "en_x-ud-train.conllu", tmp_path / "en_x-ud-test.conllu"
    singular = _SENTENCE.replace("men\tman", "man\tman").replace("s men", "s man")
    train.write_text(singular * 3, encoding="utf-8")
    test.write_text(_SENTENCE * 2, encoding="utf-8")
    assert draw_terms(read_sentences(train), 9, 1) == {"country": False, "man": False}
    measured = measure("en_x", [train], [test], 9, 1)
    assert (measured.terms, measured.sentences, measured.occurrences) == (2, 2, 4)
    assert [count.right for count, _ in measured.counts] == [2, 2, 2, 4]
