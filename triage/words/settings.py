"""The settings panel in words and buttons. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from core.texts import stack
from mailbox.models import Button
from triage.buttons import Area, Press, button, encode, in_rows
from triage.learning.sensitivity import LEVELS
from triage.words import groups as group_words
from triage.words import languages as language_words
from triage.words.voice import Reply, Voice
from workspaces.models import Community, Mode, Workspace
from workspaces.setting_kinds import Setting
from workspaces.setting_values import SETTINGS
from workspaces.settings import WorkspaceSettings

PAGE = 8
_PER_HOUR, _MINUTES = ("answers", "receipts"), ("cooldown", "wait")


def panel(voice: Voice, workspace: Workspace, settings: WorkspaceSettings, page: str = "") -> Reply:
    """List the settings of one page with a button for each; the first page leads to the others and to the groups."""
    here = [each for each in SETTINGS if each.page == page]
    lines = (
        voice("settings-line", name=name_of(voice, each), value=shown(voice, each, each.show(settings)))
        for each in here
    )
    keys = [Button(name_of(voice, each), encode(Press(Area.SETTING, "one", workspace.id, each.key))) for each in here]
    if page:
        keys.append(button(voice.texts, Area.SETTING, "back", workspace.id))
    else:
        pages = dict.fromkeys(each.page for each in SETTINGS if each.page)
        keys += [button(voice.texts, Area.SETTING, "page", workspace.id, each, label=f"page-{each}") for each in pages]
        keys.append(button(voice.texts, Area.SETTING, "groups", workspace.id))
    title = voice(f"settings-title-{page}") if page else voice("settings-title", workspace=voice.title(workspace.title))
    return Reply(stack(title, *lines, voice("settings-how")).cut(), in_rows(keys, 3))


def one(voice: Voice, workspace: Workspace, settings: WorkspaceSettings, setting: Setting) -> Reply:
    """Show one setting with its quick choices."""
    note = f"setting-note-{setting.key}"
    words = stack(
        voice("settings-choose", name=name_of(voice, setting), value=shown(voice, setting, setting.show(settings))),
        voice(note) if note in voice.texts else "",
        voice("settings-type", name=name_of(voice, setting), example=_example(voice, setting)),
    )
    keys = [
        Button(
            shown(voice, setting, choice), encode(Press(Area.SETTING, "set", workspace.id, f"{setting.key}.{number}"))
        )
        for number, choice in enumerate(setting.choices)
    ]
    if setting.page:
        keys.append(button(voice.texts, Area.SETTING, "page", workspace.id, setting.page, label="button-g-back"))
    else:
        keys.append(button(voice.texts, Area.SETTING, "back", workspace.id))
    return Reply(words, in_rows(keys, 1 if setting.key == "windows" else 3))


def groups(voice: Voice, workspace: Workspace, communities: Sequence[Community], *, offset: int = 0) -> Reply:
    """List the communities with how they run; each has a button that leads to its modes."""
    page = communities[offset : offset + PAGE]
    lines = (
        voice("settings-group", group=voice.title(each.title), mode=voice.label("mode", each.mode)) for each in page
    )
    keys = [Button(voice.title(each.title), encode(Press(Area.SETTING, "group", each.id))) for each in page]
    turns = [
        Button(voice(label), encode(Press(Area.SETTING, "groups", workspace.id, str(to))))
        for label, to, is_there in (
            ("button-l-back", offset - PAGE, offset > 0),
            ("button-l-next", offset + PAGE, offset + PAGE < len(communities)),
        )
        if is_there
    ]
    turns.append(button(voice.texts, Area.SETTING, "back", workspace.id))
    return Reply(stack(voice("settings-groups"), *lines), (*in_rows(keys, 2), tuple(turns)))


def group(voice: Voice, community: Community, sensitivity: str) -> Reply:
    """Show how one community runs, with the modes, levels and languages to choose from."""
    language = None if not community.language else language_words.name_of(voice, community.language)
    words = stack(
        voice("settings-group", group=voice.title(community.title), mode=voice.label("mode", community.mode)),
        voice("settings-group-level", level=voice.label("value", sensitivity)),
        voice("settings-group-language", language=language),
    )
    back = button(voice.texts, Area.SETTING, "groups", community.workspace_id, label="button-g-back")
    trial = (button(voice.texts, Area.SETTING, "trial", community.id),) if community.mode is Mode.TRIAL else ()
    tongues = language_words.keys(voice, "tongue", community.id)
    levels = tuple(
        Button(voice.label("value", level), encode(Press(Area.SETTING, "level", community.id, level)))
        for level in LEVELS
    )
    return Reply(words, (group_words.mode_keys(voice, community.id), levels, tongues, (*trial, back)))


def changed(voice: Voice, setting: Setting, before: str, after: str) -> Reply:
    """Say what a setting was and is."""
    key = "settings-same" if before == after else "settings-set"
    values = {"before": shown(voice, setting, before), "after": shown(voice, setting, after)}
    return Reply(voice.words(key, name=name_of(voice, setting), **values))


def _example(voice: Voice, setting: Setting) -> str:
    return voice.label_if_any("setting-example", setting.key) or setting.choices[0]


def name_of(voice: Voice, setting: Setting) -> str:
    """Return what a setting is called."""
    return voice.label("setting", setting.key)


def shown(voice: Voice, setting: Setting, value: str) -> str:
    """Return a value in words."""
    if setting.key in _MINUTES:
        return voice("value-minutes", number=value)
    if setting.key in _PER_HOUR:
        return voice("value-per-hour", number=value)
    unit = voice.label_if_any("setting-unit", setting.key)
    if unit:
        return voice("value-unit", value=value, unit=unit)
    if setting.key == "language":
        return language_words.name_of(voice, value)
    return (voice.label_if_any("value", value) if value.isidentifier() else "") or value
