import { FUNCTION_EXPRESSIONS } from './function-expressions.ts'
import { COLLECTION_EXPRESSIONS } from './vectors/collection-expressions.ts'
import { ENCODING_EXPRESSIONS } from './vectors/encoding-expressions.ts'
import { FORMAT_EXPRESSIONS } from './vectors/format-expressions.ts'
import { NUMBER_EXPRESSIONS } from './vectors/number-expressions.ts'
import { OPERATOR_EXPRESSIONS } from './vectors/operator-expressions.ts'
import { PLACE_AND_TIME_EXPRESSIONS } from './vectors/place-and-time-expressions.ts'
import { STRUCTURE_EXPRESSIONS } from './vectors/structure-expressions.ts'
import { TEXT_EXPRESSIONS } from './vectors/text-expressions.ts'

/** The module in which the expressions below are evaluated. */
export const CONFIGURATION = `
variable "name" {
  type    = string
  default = "Bucket"
}
variable "settings" {
  type = object({
    retries = optional(number, 3)
    tags    = optional(map(string), {})
    nested  = optional(object({ on = optional(bool, true) }), {})
    label   = optional(string)
  })
  default = { tags = { a = 1 } }
}
variable "ids" {
  type    = set(string)
  default = ["b", "a", "b"]
}
variable "ports" {
  type    = list(number)
  default = ["80", 443]
}
locals {
  list    = ["a", "b", "c"]
  numbers = [3, 1, 2]
  map     = { b = 2, a = 1 }
  nested  = { x = { y = [{ z = "deep" }, { z = "deeper" }] } }
  users   = [{ name = "ann", admin = true, groups = ["x", "y"] }, { name = "bob", admin = false, groups = [] }]
  rules   = { web = [80, 443], db = [5432] }
  nothing = null
  text    = "hello"
  json    = "{\\"a\\": [1, 2.50, null, true, \\"x\\"], \\"b\\": {\\"c\\": \\"d\\"}}"
  yaml    = "a: 1\\nb:\\n  - x\\n  - \\"2\\"\\nc: ~\\nd: true\\n"
  heredoc = <<EOT
a
  b \${upper("c")}
EOT
  indented = <<-EOT
    a
      b
    c
  EOT
  mixed = <<-EOT
      a
    b \${local.text}

      c
    EOT
  directives = <<-EOT
    %{ for x in [1, 2] }
    item \${x}
    %{ endfor }
    %{ if true }yes%{ else }no%{ endif }
  EOT
  stripped = <<-EOT
    %{ for x in [1, 2] ~}
    item \${x}
    %{ endfor ~}
    end
  EOT
  escaped = <<EOT
$\${a} %%{b} \\n "q"
EOT
  nested_quotes = "x\${join(",", ["a", "b\${"c"}"])}y"
  template      = "Hello $\${name}%%{ for x in list } $\${x}%%{ endfor }!"
}
`

const OPERATORS = [
  '0.1 + 0.2',
  '1 / 4',
  '10 % 4',
  '-7 % 3',
  '7 % -3',
  '1.5 % 1',
  '12345678901234567890123 + 1',
  '1e3',
  '1.50',
  '2 * 3 + 4',
  '2 + 3 * 4',
  '(2 + 3) * 4',
  '-(3)',
  '- 3 + 5',
  '"3" + 4',
  '"3" * "4"',
  '1 / 0',
  '1 % 0',
  '"a" + 1',
  '1 < 2',
  '2 <= 2',
  '"10" > "9"',
  '1 == 1.0',
  '"1" == 1',
  '"a" == "a"',
  '[1, 2] == [1, 2]',
  '[1, 2] == [2, 1]',
  '{ a = 1 } == { a = 1 }',
  'null == null',
  'null == "a"',
  '!true',
  '!"false"',
  '!1',
  'true && false',
  'true || false',
  '"true" && true',
  'false && true || true',
  '1 == 1 ? "yes" : "no"',
  'true ? 1 : "x"',
  'false ? 1 : "x"',
  'true ? true : "x"',
  'false ? "a" : null',
  'true ? [] : ["a"]',
  'true ? {} : { a = 1 }',
  'true ? "a" : false ? "b" : "c"',
  '"true" ? 1 : 2',
  '5 ? 1 : 2',
]

const TEMPLATES = [
  '"a${1}b"',
  '"${1}"',
  '"${true}"',
  '"${"x"}y"',
  '"${[1]}"',
  '"a${[1]}"',
  '"a${null}"',
  '"%{ if true }yes%{ else }no%{ endif }"',
  '"%{ if false }yes%{ endif }."',
  '"%{ for x in local.list }${x},%{ endfor }"',
  '"%{ for i, x in local.list }${i}=${x};%{ endfor }"',
  '"%{ for k, v in local.map }${k}${v}%{ endfor }"',
  '"a  ${~ "b" ~}  c"',
  '"a %{~ if true ~} b %{~ endif ~} c"',
  '"$${aws:username}"',
  '"%%{ if }"',
  '"tab\\there \\"quoted\\" \\\\ \\u00e9 \\U0001F600"',
  '"${local.text} ${upper(local.text)}"',
  '"${var.name}-${length(local.list)}"',
]

const REFERENCES = [
  'var.name',
  'var.settings',
  'var.settings.nested.on',
  'var.settings.label == null',
  'var.ids',
  'var.ports',
  'local.list[0]',
  'local.list[3]',
  'local.list[-1]',
  'local.list["1"]',
  'local.list.1',
  'local.map["a"]',
  'local.map.a',
  'local.map.c',
  'local.map["c"]',
  'local.nested.x.y[1].z',
  'local.nested.x.y[*].z',
  'local.nested.x.y.*.z',
  'local.users[*].groups[0]',
  'local.users[*].name',
  'local.text[*]',
  'local.nothing[*]',
  'local.nested.x[*].y',
  'local.list[*]',
  'local.nested["x"]["y"][0]["z"]',
  '[for u in local.users : u.name][0]',
  '{ a = { b = 1 } }.a.b',
  '[1, 2, 3][1]',
  'local.text.length',
  'var.ids[0]',
]

const FOR_EXPRESSIONS = [
  '[for x in local.list : upper(x)]',
  '[for i, x in local.list : "${i}${x}"]',
  '[for k, v in local.map : "${k}${v}"]',
  '[for v in local.map : v]',
  '[for x in local.list : x if x != "b"]',
  '{ for x in local.list : x => upper(x) }',
  '{ for k, v in local.map : v => k }',
  '{ for u in local.users : u.admin => u.name... }',
  '{ for u in local.users : "all" => u.name }',
  '{ for u in local.users : u.name => u if u.admin }',
  '[for u in local.users : [for g in u.groups : "${u.name}/${g}"]]',
  '{ for k, ps in local.rules : k => { for p in ps : p => true } }',
  '[for x in toset(["b", "a"]) : x]',
  '[for i, x in toset(["b", "a"]) : i]',
  '[for x in "abc" : x]',
  '[for x in null : x]',
  '[for x in [] : x]',
  '[for x in local.list : x if "yes"]',
  'flatten([for k, ps in local.rules : [for p in ps : { name = k, port = p }]])',
  '{ for r in flatten([for k, ps in local.rules : [for p in ps : { key = "${k}-${p}", port = p }]]) : r.key => r }',
]

export const EXPRESSIONS: readonly string[] = [
  ...new Set(
    [
      OPERATORS,
      TEMPLATES,
      REFERENCES,
      FOR_EXPRESSIONS,
      FUNCTION_EXPRESSIONS,
      OPERATOR_EXPRESSIONS,
      NUMBER_EXPRESSIONS,
      FORMAT_EXPRESSIONS,
      TEXT_EXPRESSIONS,
      COLLECTION_EXPRESSIONS,
      ENCODING_EXPRESSIONS,
      PLACE_AND_TIME_EXPRESSIONS,
      STRUCTURE_EXPRESSIONS,
    ].flat(),
  ),
]
