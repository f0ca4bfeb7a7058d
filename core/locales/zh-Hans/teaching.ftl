## 教

withdrawn = 这条是我看错了,不作数。
    有要问的,直接在这里说。
taught-wrong = 记下了:「{ $words }」这样的话,以后不算{ $kind }。
taught-missed = 记下了:「{ $words }」这样的话,以后算{ $kind }。
taught-nothing = 「{ $words }」字太少,没有记成例子。
taught-withdrawn = 群里那条回答正在撤下。
taught-undo = 教错了,点「撤回这条」。
taught-taken-back = 撤回了:「{ $words }」这样的话,以后照常判断。
missed-which = 这条算什么?「{ $words }」
missed-answered = 群里已经回了。
missed-not-answered = 群里没有另外回。{ $why }
lessons-title = 教过我 { $total } 条,最新的 { $shown } 条:
lessons-line = { $number }. 「{ $words }」→ { $kind } · { $date }
lessons-empty = 还没有教过我。
    看错的点「误报」;漏掉的在群里回复那条,发 /missed。
