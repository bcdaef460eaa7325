"""The fixed words of reports in Russian, Spanish and English; sentences of findings are in ``wording``."""

from __future__ import annotations

_PHRASES: dict[str, dict[str, str]] = {
    "title": {"en": "Audit of translations", "es": "Auditoría de traducciones", "ru": "Аудит переводов"},
    "findings": {"en": "Findings", "es": "Hallazgos", "ru": "Замечания"},
    "none": {"en": "Nothing was found.", "es": "No se encontró nada.", "ru": "Замечаний нет."},
    "error": {"en": "error", "es": "error", "ru": "ошибка"},
    "warning": {"en": "warning", "es": "aviso", "ru": "предупреждение"},
    "info": {"en": "info", "es": "información", "ru": "справка"},
    "errors": {"en": "errors", "es": "errores", "ru": "ошибки"},
    "warnings": {"en": "warnings", "es": "avisos", "ru": "предупреждения"},
    "infos": {"en": "info", "es": "información", "ru": "справки"},
    "times": {"en": "found {count} times", "es": "hallado {count} veces", "ru": "найдено: {count}"},
    "more": {"en": "and {count} more", "es": "y {count} más", "ru": "и ещё {count}"},
    "expected": {"en": "expected", "es": "se espera", "ru": "ожидается"},
    "units": {"en": "Units", "es": "Unidades", "ru": "Единицы"},
    "pairs": {"en": "Compared", "es": "Comparado", "ru": "Сравнено"},
    "drafts": {
        "en": "drafts, not audited",
        "es": "borradores, no auditados",
        "ru": "черновики, не проверены",
    },
    "rejected": {
        "en": "rejected, not audited",
        "es": "rechazadas, no auditadas",
        "ru": "отклонённые, не проверены",
    },
    "empty": {"en": "without translation", "es": "sin traducción", "ru": "без перевода"},
    "unpaired": {"en": "in other languages", "es": "en otros idiomas", "ru": "на других языках"},
    "ignored": {
        "en": "findings silenced in the file",
        "es": "hallazgos silenciados en el archivo",
        "ru": "замечания, отключённые в файле",
    },
    "accepted": {
        "en": "findings accepted in the baseline",
        "es": "hallazgos aceptados en la línea base",
        "ru": "замечания, принятые в базовом списке",
    },
    "skipped": {
        "en": "units that could not be read",
        "es": "unidades que no se pudieron leer",
        "ru": "единицы, которые не удалось прочитать",
    },
    "stale": {
        "en": "Stale in the baseline: accepted, but found no more",
        "es": "Obsoleto en la línea base: aceptado, pero ya no se encuentra",
        "ru": "Устарело в базовом списке: принято, но больше не находится",
    },
    "expired": {
        "en": "Expired in the baseline: these findings count again",
        "es": "Caducado en la línea base: estos hallazgos cuentan de nuevo",
        "ru": "Истёк срок в базовом списке: эти замечания снова учитываются",
    },
    "check": {"en": "Check", "es": "Comprobación", "ru": "Проверка"},
    "by-check": {"en": "By check", "es": "Por comprobación", "ru": "По проверкам"},
    "severity": {"en": "Severity", "es": "Gravedad", "ru": "Серьёзность"},
    "languages": {"en": "Languages", "es": "Idiomas", "ru": "Языки"},
    "files": {"en": "File", "es": "Archivo", "ru": "Файл"},
    "search": {"en": "Search", "es": "Buscar", "ru": "Поиск"},
    "all": {"en": "all", "es": "todo", "ru": "все"},
    "shown": {"en": "Shown", "es": "Se muestran", "ru": "Показано"},
    "cut": {
        "en": "This page shows the first {shown} of {count} findings; the JSON and CSV reports have all.",
        "es": "La página muestra los primeros {shown} de {count} hallazgos; los informes JSON y CSV, todos.",
        "ru": "На странице первые {shown} замечаний из {count}; в отчётах JSON и CSV есть все.",
    },
    "distribution": {"en": "Renderings", "es": "Versiones", "ru": "Варианты"},
    "deviates": {"en": "deviates", "es": "discrepa", "ru": "расходится"},
    "agrees": {"en": "agrees", "es": "coincide", "ru": "согласуется"},
    "reason": {"en": "reason", "es": "motivo", "ru": "причина"},
    "place": {"en": "Place", "es": "Lugar", "ru": "Место"},
    "clear": {"en": "Clear filters", "es": "Quitar filtros", "ru": "Сбросить фильтры"},
    "made": {
        "en": "Made by tmserver {version}",
        "es": "Hecho con tmserver {version}",
        "ru": "Создано tmserver {version}",
    },
}


def phrase(key: str, language: str, **values: str | int) -> str:
    """The words in a language of reports; numbers put in get its grouping of digits."""
    shown = {
        name: number(value, language) if isinstance(value, int) else value for name, value in values.items()
    }
    return _PHRASES[key][language].format(**shown)


def number(value: int, language: str) -> str:
    """A whole number with the groups of digits of the language: 12,345, 12.345 and 12 345."""
    separator = {"en": ",", "es": ".", "ru": "\N{NO-BREAK SPACE}"}[language]
    # Spanish and Russian set groups off from five digits on.
    return str(value) if language != "en" and abs(value) < 10_000 else f"{value:,}".replace(",", separator)
