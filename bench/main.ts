import { authorshipBench } from './authorship.ts'
import { backtestBench } from './backtest.ts'
import { cloudformationBench } from './cloudformation.ts'
import { compareBench } from './compare.ts'
import { gateBench } from './gate.ts'
import { intakeBench } from './intake.ts'
import { parserBench } from './parser.ts'
import { reviewBench } from './review.ts'
import { printRows } from './row.ts'
import { rulesBench } from './rules.ts'
import { terraformBench } from './terraform.ts'

/** Every benchmark, or those named on the command line: `npm run bench -- parser`. */
const BENCHES = {
  parser: parserBench,
  terraform: terraformBench,
  cloudformation: cloudformationBench,
  compare: compareBench,
  review: reviewBench,
  rules: rulesBench,
  authorship: authorshipBench,
  intake: intakeBench,
  gate: gateBench,
  backtest: backtestBench,
}

const names = process.argv.slice(2)
for (const [name, bench] of Object.entries(BENCHES)) {
  if (names.length > 0 && !names.includes(name)) continue
  printRows(name, await bench())
}
