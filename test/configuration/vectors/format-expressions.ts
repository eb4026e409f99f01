import { lines } from './combine.ts'

const INTEGERS = [
  '%d',
  '%5d',
  '%-5d|',
  '%05d',
  '%+d',
  '% d',
  '%x',
  '%X',
  '%#x',
  '%#X',
  '%o',
  '%#o',
  '%b',
  '%#b',
  '%.4d',
  '%8.4d',
  '%08.4d',
  '%-08d|',
  '%+05d',
  '%.0d',
]
const DECIMALS = [
  '%f',
  '%.0f',
  '%.1f',
  '%.3f',
  '%8.2f',
  '%-8.2f|',
  '%08.2f',
  '%+.1f',
  '% .1f',
  '%e',
  '%.2e',
  '%E',
  '%.0e',
  '%g',
  '%G',
  '%.3g',
  '%10g',
  '%v',
  '%5v',
  '%-5v|',
  '%s',
  '%q',
  '%#v',
  '%t',
]
const TEXTS = ['%s', '%q', '%v', '%#v', '%10s', '%-10s|', '%010s', '%.2s', '%5.1s|', '%.0s', '%t', '%d', '%x', '%f']

const quoted = (verbs: readonly string[], value: string): readonly string[] =>
  verbs.map((verb) => `format("${verb}", ${value})`)

const OTHERS = lines(String.raw`
format("%v", [])
format("%v", [1, "a", true, null])
format("%v", {})
format("%v", { a = [1], b = { c = "d" } })
format("%v", toset(["b", "a"]))
format("%v", true)
format("%v", tostring(null))
format("%#v", tostring(null))
format("%#v", [1.50, "x"])
format("%5v", [1])
format("%-7v|", true)
format("%s", true)
format("%s", [])
format("%s", {})
format("%d", "x")
format("%d", true)
format("%t", true)
format("%t", "true")
format("%t", "1")
format("%t", "x")
format("%t", 1)
format("%6t", true)
format("%-6t|", false)
format("%q", "<a & b>")
format("%q", "é\t\n\"")
format("%q", 5)
format("%q", true)
format("%s %% %s", 1, 2)
format("100%%")
format("%", 1)
format("%z", 1)
format("%s")
format("%s %s", 1)
format("%s", 1, 2)
format("plain")
format("")
format("", 1)
format("%[1]s %[1]s", "a")
format("%[2]s %[1]s", "a", "b")
format("%[3]s", "a", "b")
format("%[0]s", "a")
format("%[2]s %s", "a", "b", "c")
format("%[1]s", "a", "b")
format("%5[1]d|", 3)
format("%5.2[1]f|", 3.14159)
format("%[1]5d", 3)
format("%*d", 5, 3)
format("%5%")
format("% s", "a")
format("%+s", "a")
format("%++d", 1)
format("%0-5d|", 1)
format("%s", 1000000)
format("%v", 1000000)
format("%v", 100000)
format("%v", 123456.789)
format("%v", 0.0001)
format("%v", 0.00001)
format("%v", 12345678901234567890123)
format("%d", 12345678901234567890123)
format("%x", 12345678901234567890123)
format("%.3f", 12345678901234567890123)
format("%.2f", 0.005)
format("%.2f", 0.015)
format("%.2f", 1.005)
format("%.1f", 0.25)
format("%.1f", 0.35)
format("%.0f", 0.5)
format("%.0f", 1.5)
format("%.0f", 2.5)
format("%.20f", 0.1)
format("%.0e", 15)
format("%e", 0)
format("%g", 0)
format("%g", 100000)
format("%g", 1000000)
format("%g", 123456789)
format("%.10g", 1234.5)
format("%.1g", 1234.5)
format("%g", 0.0001)
format("%g", 0.00001234)
format("%G", 1e30)
format("%5s|", "é")
format("%-5s|", "👍🏽")
format("%.1s", "👍🏽x")
format("%05s", "ab")
format(null, 1)
format(1)
format([])
format("%s-%s", ["a", "b"]...)
format("%s", local.text)
format("é%sé", "x")
format("%s\n", "a")
format("%%%s", "a")
format("%s%s%s", "a", 1, true)
format("%[1]d %[1]x %[1]b", 10)
format("%2$s", "a")
formatlist("%s", "a")
formatlist("%s", ["a", "b"])
formatlist("%s-%s", ["a", "b"], ["c", "d"])
formatlist("%s-%s", ["a", "b"], "x")
formatlist("%s", [])
formatlist("%s-%s", [], "x")
formatlist("%s-%s", ["a"], ["b", "c"])
formatlist("%d", [1, "2"])
formatlist("%d", ["a"])
formatlist("x")
formatlist("%s", toset(["b", "a"]))
formatlist("%s", { a = 1 })
formatlist("%v", [[1], [2]])
formatlist("%v", { a = 1 })
formatlist("%s=%s", keys(local.map), values(local.map))
formatlist("%s", tolist([1, 2]))
formatlist("%s", [null])
formatlist(null, ["a"])
formatlist("%s", ["a"], ["b"])
formatlist("%[2]s%[1]s", ["a", "b"], ["c", "d"])
formatlist("%03d", range(3))
`)

export const FORMAT_EXPRESSIONS: readonly string[] = [
  ...['42', '-42', '0', '"255"'].flatMap((value) => quoted(INTEGERS, value)),
  ...['3.14159', '-2.5', '0', '1e10'].flatMap((value) => quoted(DECIMALS, value)),
  ...['"hello"', '"12"', '""'].flatMap((value) => quoted(TEXTS, value)),
  ...quoted(INTEGERS.slice(0, 4), '1.5'),
  ...OTHERS,
]
