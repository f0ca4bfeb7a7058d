## Names of languages, each by itself

language-zh-Hans = 简体中文
language-zh-Hant = 繁體中文
language-en = English
language-ask = Which language in private? (语言)
    What the group speaks, its owner sets in /settings.
language-set = In private: { $language }.
settings-group-level = Sensitivity: { $level }
settings-group-language = Spoken in the group: { $language }
menu-language = Language 语言
