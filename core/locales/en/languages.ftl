## Names of languages, each by itself

language-zh-Hans = 简体中文
language-zh-Hant = 繁體中文
language-en = English
