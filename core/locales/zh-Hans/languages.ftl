## 语言

language-zh-Hans = 简体中文
language-zh-Hant = 繁體中文
language-en = English
language-ask = 私聊里用哪种语言?(Language)
    群里用什么,由群主在 /settings 里定。
language-set = 好,私聊里用{ $language }。
settings-group-level = 灵敏度:{ $level }
settings-group-language = 群里说:{ $language }
menu-language = 语言 Language
