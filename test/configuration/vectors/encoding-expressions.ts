import { combine, lines } from './combine.ts'

const VALUES = [
  'null',
  'true',
  '1.50',
  '-3',
  '12345678901234567890123',
  '1e21',
  '0.000001',
  '""',
  '"a b"',
  '"<&>\\"\\\\/\\u0001\\u2028é😀"',
  '[]',
  '[1, "a", null]',
  '{}',
  '{ b = [1], a = { c = "d" } }',
  'toset(["b", "a"])',
  'tomap({ b = 1, a = 2 })',
  '"line\\nbreak"',
  '"true"',
  '"1"',
]

const TEXTS = ['""', '"a"', '"héllo"', '"a\\nb"', '"😀"', '12', 'true', 'null', '[]']

const HASHES = [
  'md5(#)',
  'sha1(#)',
  'sha256(#)',
  'sha512(#)',
  'base64sha256(#)',
  'base64sha512(#)',
  'base64encode(#)',
  'urlencode(#)',
  'uuidv5("dns", #)',
  'uuidv5(#, "x")',
  'textencodebase64(#, "UTF-8")',
  'textencodebase64(#, "UTF-16LE")',
  'textencodebase64(#, "ISO-8859-1")',
]

const JSON_TEXTS = [
  'null',
  'true',
  '1',
  '-1.50',
  '1e3',
  '1E-2',
  '12345678901234567890123',
  '0.1',
  '"a"',
  '"\\u00e9"',
  '"\\ud83d\\ude00"',
  '"\\n"',
  '[]',
  '[1, "a"]',
  '{}',
  '{"a":1,"a":2}',
  '{"b":1,"a":[true]}',
  ' 1 ',
  '',
  'nul',
  '01',
  '+1',
  '.5',
  '1.',
  '[1,]',
  '{"a":}',
  '{a:1}',
  '"a',
  "'a'",
  '"\t"',
  'NaN',
  '1 2',
  '[1] x',
  '{"a":{"b":[{"c":null}]}}',
  '"\\q"',
  '"\\ud800"',
  '-0',
  '[',
  '{"a"',
  'tru',
  '"<>"',
  '1e400x',
]

const YAML_TEXTS = [
  'a',
  '"a"',
  "'a'",
  '1',
  '-1',
  '1.5',
  '1e3',
  '.5',
  '0x1F',
  '0o17',
  '017',
  '0b11',
  '1_000',
  '+1',
  '.inf',
  '.nan',
  'true',
  'True',
  'TRUE',
  'yes',
  'no',
  'on',
  'off',
  'y',
  'n',
  'Yes',
  'null',
  '~',
  'Null',
  'NULL',
  '2020-01-01',
  '2020-01-01T00:00:00Z',
  '2020-01-01 00:00:00',
  '12:30:45',
  '1.2.3',
  '10.0.0.1',
  '1e',
  '0x',
  '-',
  'a: b',
  'a: 1\nb: 2',
  'a: {b: c}',
  'a: [1, 2]',
  '- a\n- b',
  '- - a\n  - b',
  '[]',
  '{}',
  'a:',
  'a: ~',
  'a: |\n  x\n  y\n',
  'a: >\n  x\n  y\n',
  'a: |-\n  x\n',
  'a: "x\\ny"',
  '&x a',
  'a: &x 1\nb: *x',
  'a: &x {c: 1}\nb:\n  <<: *x\n  d: 2',
  'a: *x',
  '!!str 1',
  '!!int "1"',
  '!!float 1',
  '!!bool "true"',
  '!!null ""',
  '!!binary "aGk="',
  '!!set {a}',
  '!foo a',
  '# comment',
  'a # comment',
  'a: 1\na: 2',
  '---\na',
  'a\n---\nb',
  '{a: 1, b}',
  '1: a',
  'true: a',
  '? a\n: b',
  '[a, b',
  'a: b: c',
  '\ta: 1',
  '"é"',
  '"\\x41\\u00e9"',
  "'it''s'",
  'a: "on"',
  'version: 1.10',
  'mode: 0644',
  'n: 12345678901234567890123',
  'x: 0.1',
  'e: ""',
  '[1, a, true, null]',
  '%YAML 1.1\n---\na',
  'a: 1 \nb: 2\n',
  'key with space: x',
  '"quoted key": x',
  'a:\n- 1\n- 2',
  'a:\n  - b: 1\n    c: 2\n  - b: 3',
  '@a',
  '`a`',
  'a: @b',
  '-1.5e-3',
  '1.',
  '0.',
  '-.5',
  '--1',
  '1-2',
  'Infinity',
  '=',
  '<<',
  '{"a": 1}',
  '["a", "b"]',
  'Off',
  'N',
  'NO',
]

const CSV_TEXTS = [
  'a,b\n1,2\n3,4\n',
  'a,b',
  '',
  'a\n',
  'a,a\n1,2',
  'a,b\n1',
  'a,b\n1,2,3',
  'a,b\n"x, y","z""q"""\n',
  'a\n"x\ny"\n',
  'a,b\r\n1,2\r\n',
  'a\n\n1\n',
  'a,b\n1, 2',
  'a,b\n"1" ,2',
  'a\nx"y',
  'a\n"x',
  'a,\n1,2',
  ' a ,b\n1,2',
  'a,b\n,\n',
  'é\nü',
  'a;b\n1;2',
  '\na\n1',
  'a\n"",\n',
]

const literal = (text: string): string => JSON.stringify(text).replaceAll('${', '$${')

const OTHERS = lines(String.raw`
base64decode("aGVsbG8=")
base64decode("aGVsbG8")
base64decode("aGVs\nbG8=")
base64decode("")
base64decode("////")
base64decode("4pyT")
base64decode("YQ==YQ==")
base64decode("YR==")
base64decode("a-_b")
base64decode(base64encode("x<>y"))
textdecodebase64("YQ==", "UTF-8")
textdecodebase64("YQBiAA==", "UTF-16LE")
textdecodebase64("AGEAYg==", "UTF-16BE")
textdecodebase64("6Q==", "ISO-8859-1")
textdecodebase64("!", "UTF-8")
textdecodebase64("YQ==", "utf-8")
textencodebase64("a😀", "UTF-16BE")
textencodebase64("€", "ISO-8859-1")
textencodebase64("a", "FOO")
urlencode("a+b c/d?e=f&g#h")
urlencode("!'()*~-_.")
uuidv5("url", "https://example.com/")
uuidv5("oid", "1.2.3")
uuidv5("x500", "CN=example")
uuidv5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "example.com")
uuidv5("nothing", "x")
uuidv5("6BA7B810-9DAD-11D1-80B4-00C04FD430C8", "example.com")
jsondecode(local.json).b
jsondecode(jsonencode(local.users)) == local.users
jsondecode("[1, 2]") == [1, 2]
jsondecode("{\"a\": 1}") == { a = 1 }
jsonencode(jsondecode("{\"b\": 1.0, \"a\": 1e2}"))
jsondecode(1)
jsondecode(true)
jsonencode({ for x in ["b", "a"] : x => upper(x) })
jsonencode(1 / 3)
yamldecode(yamlencode({ a = [1, "2", true, null], b = { c = "x\ny" } }))
yamldecode("[1, 2]") == [1, 2]
yamlencode("a\nb\n")
yamlencode("a\nb")
yamlencode("a\n\n")
yamlencode("\n")
yamlencode("\na")
yamlencode(" a\nb")
yamlencode("a \nb")
yamlencode("a\n b")
yamlencode("a\tb\nc")
yamlencode({ a = "x\ny", b = ["p\nq"] })
yamlencode([["a", ["b"]], { c = ["d"] }])
yamlencode([[], {}, [[]], { a = {} }])
yamlencode({ a = { b = { c = [] } } })
yamlencode([{ a = 1, b = [1, 2] }, { c = { d = 1 } }])
yamlencode("é\u0001\u0085\u00a0\ufeff")
yamlencode({ "a b" = 1, "1" = 2, "é" = 3, "a\"b" = 4 })
yamlencode(1000000)
yamlencode(0.1)
yamlencode(join("", [for i in range(40) : "long text "]))
yamldecode("a: -0x1f")
yamldecode("a: 1_0.5")
yamldecode("a: 1E+3")
yamldecode("a: +.5")
yamldecode("a: 0o8")
yamldecode("a: 123456789012345678901234567890.5")
yamldecode("a: 2020-1-2")
yamldecode("a: 2020-01-01T00:00:00+02:00")
yamldecode("a: 2020-01-01T10:00:00.5Z")
yamldecode("a: 2020-01-01t10:00:00z")
yamldecode("a: 2020-01-01t10:00:00Z")
yamldecode("a: 2020-13-01")
yamldecode("a: 2020-01-01 10:00:00 +2")
yamldecode("a: 2020-01-01 1:2:3")
yamldecode("a: 2020-02-30")
yamldecode("Version: 2012-10-17")
yamldecode("Version: \"2012-10-17\"")
yamldecode("2012-10-17: x")
yamldecode("1.5: x")
yamldecode("null: x")
yamldecode("? [a]\n: b")
yamldecode("a: !!str true")
yamldecode("a: !!str 2012-10-17")
yamldecode("a: !foo x")
yamldecode("a: !!timestamp 2012-10-17")
yamldecode("a: !!bool yes")
yamldecode("a: !!bool x")
yamldecode("a: !!int 1.5")
yamldecode("a: !!int x")
yamldecode("a: !!null x")
yamldecode("a: !!seq [1]")
yamldecode("a: !!map {b: 1}")
yamldecode("a: !!binary aGk=")
yamldecode("a: &x [1]\nb: *x\nc: [*x, *x]")
yamldecode("a: &x {b: 1, c: 2}\nd: {<<: *x, b: 3}\ne:\n  b: 4\n  <<: *x")
yamldecode("a: &x {b: 1}\ny: &z {c: 1, b: 9}\ne:\n  <<: [*x, *z]")
yamldecode("a: {<<: 1}")
yamldecode("a: {\"<<\": {b: 1}}")
yamldecode("a: &a [*a]")
yamldecode("---")
yamldecode("--- \n# x\n")
yamldecode("# x\n")
yamldecode("\n\n")
yamldecode("a: b\n...\n")
yamldecode("a: 'x\n  y'")
yamldecode("a: x\n  y")
yamldecode("a: >-\n  x\n   y\n  z\n")
yamldecode("a: |+\n  x\n\n")
yamldecode("a: |2\n   x\n")
yamldecode("a: \"\\q\"")
yamldecode("a: b #c")
yamldecode("a: b#c")
yamldecode("a: [b, c, ]")
yamldecode("a: {b: c, }")
yamldecode("- a\nb: c")
yamldecode("a: b\n c: d")
yamldecode("a: %x")
yamldecode("{a: 1, a: 2}")
yamldecode("1: a\n\"1\": b")
yamldecode("a: *b")
yamldecode("a: 190:20:30")
yamldecode("x: .NaN")
yamldecode("Effect: Allow\nAction:\n  - s3:*\nResource: \"*\"")
yamldecode(null)
yamldecode([])
csvdecode("a,b\n1,2")[0].a
`)

export const ENCODING_EXPRESSIONS: readonly string[] = [
  ...combine(['jsonencode(#)', 'yamlencode(#)', 'jsondecode(jsonencode(#))', 'yamldecode(yamlencode(#))'], VALUES),
  ...combine(HASHES, TEXTS),
  ...combine(['jsondecode(#)'], JSON_TEXTS.map(literal)),
  ...combine(['yamldecode(#)'], YAML_TEXTS.map(literal)),
  ...combine(['csvdecode(#)'], CSV_TEXTS.map(literal)),
  ...OTHERS,
]
