"""``tmserver check``: the findings of one pair of texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from tmserver.audit.reports.json_report import finding_shape
from tmserver.audit.reports.text_report import finding_lines, heading, print_lines
from tmserver.commands.auditing import audit_options, check_options, configured, report_language, threshold
from tmserver.commands.output import console, json_option, print_json
from tmserver.services.audits.pair import PairRequest, check_pair
from tmserver.settings import Settings


@click.command(
    epilog="""\b
Examples:
  tmserver check --from ru --to es "В 1973 году." "En 1937."
  tmserver check --from ru --to es --glossary terms.tbx --json "Кордон занял завод." "…" """
)
@click.option("--from", "source", required=True, metavar="LANGUAGE", help="Language of SOURCE.")
@click.option("--to", "target", required=True, metavar="LANGUAGE", help="Language of TARGET.")
@check_options
@json_option
@click.argument("source_text", metavar="SOURCE")
@click.argument("target_text", metavar="TARGET")
@click.pass_obj
def check(
    settings: Settings,
    source: str,
    target: str,
    glossaries: Sequence[str],
    only: Sequence[str],
    skip: Sequence[str],
    fail_on: str | None,
    language: str | None,
    configuration: Path | None,
    as_json: bool,
    source_text: str,
    target_text: str,
) -> int:
    """Check TARGET as the translation of SOURCE.

    The findings are those of tmserver audit. The exit code is 1 if there is one at or above --fail-on, 3 if
    the glossary is missing or cannot be read.
    """
    found_configuration = configured(configuration)
    pair = PairRequest(source, target, source_text, target_text)
    options = audit_options(
        settings, found_configuration, ((source, target),), glossaries=glossaries, only=only, skip=skip
    )
    found = check_pair(pair, options, settings)
    spoken = report_language(language, found_configuration)
    if as_json:
        by_check = {finding.check: 0 for finding in found}
        for finding in found:
            by_check[finding.check] += 1
        shapes = [finding_shape(finding, spoken) for finding in found]
        print_json({"findings": shapes, "summary": {"units": 1, "by_check": by_check}})
    elif found:
        for finding in found:
            lines = (heading(finding, spoken), *finding_lines(finding, spoken, located=False))
            print_lines(lines, console())
    else:
        click.echo("Nothing was found.", err=True)
    least = threshold(fail_on, found_configuration)
    return 1 if least and any(finding.severity.rank >= least.rank for finding in found) else 0
