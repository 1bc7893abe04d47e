"""The demo folders of the library, with small texts and PDFs, made as people would make them."""

from io import BytesIO

from sqlalchemy import func, select

from app.db import db
from app.documents.library.commands.add_file import add_file, receive_content
from app.documents.library.commands.create_folder import create_folder
from app.documents.library.commands.set_rights import Grant, set_rights
from app.documents.library.models import LibraryItem
from app.documents.library.tree import top_folder
from app.engine import unit_of_work
from app.records.demo import DAY, MAKER, Demo, at

PRICES, TEMPLATES, RULES, BOARD = "Прайс-листы", "Шаблоны договоров", "Регламенты", "Для руководства"
OLD_PRICES = "Архив"

#: Folders, outer ones first: name, the folder around it, days ago.
FOLDERS = (
    (PRICES, "", 210),
    (TEMPLATES, "", 200),
    (RULES, "", 190),
    (BOARD, "", 120),
    (OLD_PRICES, PRICES, 100),
)
#: Files: name, folder, lines, days ago.
FILES = (
    (
        "Прайс-лист, осень 2026.csv",
        PRICES,
        ("Товар;Единица;Цена, ₽", "Снеки «Северные», 60 г;шт;48,00", "Соус томатный, 300 г;шт;96,50"),
        60,
    ),
    (
        "Price list, autumn 2026.pdf",
        PRICES,
        ("Price list, autumn 2026", "Snacks 60 g: 48.00 RUB", "Sauce 300 g: 96.50 RUB"),
        60,
    ),
    (
        "Прайс-лист, весна 2026.csv",
        OLD_PRICES,
        ("Товар;Единица;Цена, ₽", "Снеки «Северные», 60 г;шт;44,00", "Соус томатный, 300 г;шт;91,00"),
        100,
    ),
    (
        "Договор поставки, памятка.txt",
        TEMPLATES,
        (
            "Перед отправкой договора проверьте:",
            "1. реквизиты обеих сторон;",
            "2. срок и порядок оплаты;",
            "3. кто подписывает.",
        ),
        150,
    ),
    (
        "Supply agreement, checklist.pdf",
        TEMPLATES,
        ("Supply agreement: checklist", "Parties and their requisites", "Terms of payment", "Who signs"),
        150,
    ),
    (
        "Скидки и отсрочки.txt",
        RULES,
        (
            "Скидку до 5 % даёт менеджер, больше 5 % согласует коммерческий директор.",
            "Отсрочка до 14 дней без согласования.",
        ),
        90,
    ),
    ("План продаж на 2027 год.txt", BOARD, ("Черновик: обсудить в декабре.",), 20),
)


def load(demo: Demo) -> None:
    """Make the folders and files, unless the library has something already."""
    if db.session.scalar(select(func.count()).select_from(LibraryItem)) != 1:
        return
    maker = demo.actors[MAKER]
    folders = {"": top_folder().id}
    for name, around, days in FOLDERS:
        with at(demo.now - days * DAY), unit_of_work(maker) as unit:
            folders[name] = create_folder(unit, folders[around], name).id
    for name, folder, lines, days in FILES:
        with at(demo.now - days * DAY):
            content = receive_content(BytesIO(_content(name, lines)), name, folders[folder], maker)
            with unit_of_work(maker) as unit:
                add_file(unit, folders[folder], content)
    with at(demo.now - 120 * DAY), unit_of_work(demo.actors["admin"]) as unit:
        set_rights(unit, folders[BOARD], [Grant(group_id="crm-manager", may_write=True)])


def _content(name: str, lines: tuple[str, ...]) -> bytes:
    return page_of(lines) if name.endswith(".pdf") else "\ufeff".encode() + "\r\n".join((*lines, "")).encode()


def page_of(lines: tuple[str, ...]) -> bytes:
    """A PDF of one page with lines in Latin letters, by ISO 32000-1, 7.5."""
    shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
    drawing = f"BT /F1 14 Tf 18 TL 72 770 Td\n{shown}ET".encode("latin-1")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    written, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(written))
    return written + head + table + end


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
