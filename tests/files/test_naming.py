import pytest

from app.files.naming import LONGEST, cleaned_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Счёт № 5.pdf", "Счёт № 5.pdf"),
        ("../../etc/passwd", "passwd"),
        (r"C:\Documents\offer.docx", "offer.docx"),
        ("/etc/", "file"),
        ("..", "file"),
        (".", "file"),
        ("", "file"),
        (" \t\n", "file"),
        (".htaccess", "htaccess"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("zero\u200bwidth\ufeff.txt", "zerowidth.txt"),
        ('a<b>c:d"e|f?g*h.txt', "abcdefgh.txt"),
        ("CON.txt", "CON_.txt"),
        ("nul", "nul_"),
        ("offer.pdf. . ", "offer.pdf"),
        ("и\u0306.txt", "й.txt"),
        ("👨\u200d👩\u200d👧 family.png", "👨\u200d👩\u200d👧 family.png"),
        ("a   b.txt", "a b.txt"),
    ],
)
def test_a_name_is_kept_without_what_it_could_do(crm, given, kept):
    with crm.test_request_context("/", headers={"Accept-Language": "en"}):
        assert cleaned_name(given) == kept


@pytest.mark.parametrize("letter", ["x", "ж", "😀"])
def test_a_long_name_is_cut_and_keeps_its_suffix(crm, letter):
    name = cleaned_name(letter * 300 + ".pdf")
    fitting = (LONGEST - 4) // len(letter.encode())
    assert name == letter * fitting + ".pdf"


def test_a_suffix_that_is_none_is_cut_like_the_rest(crm):
    assert len(cleaned_name("x." + "y" * 400)) == LONGEST
