"""What can be wrong with a check, in both languages, by code."""

from app.engine.deploying import Entry, error

CHECK_WORDS: dict[str, Entry] = {
    "checks-shape": error("«{what}»: здесь должно быть {expected_ru}.", "“{what}”: {expected_en} is expected here."),
    "check-key-missing": error("«{what}»: нет обязательного ключа «{key}».", "“{what}”: the key “{key}” is missing."),
    "check-key-unknown": error("«{what}»: неизвестный ключ «{key}».", "“{what}”: unknown key “{key}”."),
    "check-id": error(
        "«{id}» не годится как id проверки.",
        "“{id}” cannot be the id of a check.",
        "Id начинается с латинской буквы, дальше буквы, цифры, дефис, подчёркивание.",
        "An id begins with a Latin letter; letters, digits, hyphens and underscores follow.",
    ),
    "check-id-duplicate": error("Проверка «{id}» встречается дважды.", "There are two checks with the id “{id}”."),
    "check-language-missing": error(
        "Проверка «{check}»: нет слов на языке «{language}».",
        "Check “{check}”: the words in the language “{language}” are missing.",
        "Слова пишутся на обоих языках: {{ru: …, en: …}}.",
        "The words are written in both languages: {{ru: …, en: …}}.",
    ),
    "check-malformed": error("Проверка «{check}»: {why}", "Check “{check}”: {why}"),
    "check-name": error("Проверка «{check}»: {why}", "Check “{check}”: {why}"),
    "check-not-boolean": error(
        "Проверка «{check}» не отвечает «да» или «нет».",
        "The check “{check}” does not answer yes or no.",
        "Напишите сравнение, например: `date_end >= date_start`.",
        "Write a comparison, such as `date_end >= date_start`.",
    ),
    "check-field-unknown": error(
        "Проверка «{check}»: поля «{field}» нет.", "Check “{check}”: there is no field “{field}”."
    ),
    "check-rows-unknown": error(
        "Проверка «{check}»: «{rows}» не список строк.", "Check “{check}”: “{rows}” is no list of rows."
    ),
}
