/** Prints the table of rules for the docs: `node bench/diagnosis/rules.ts`. */
import { rulesTable } from './rules-table.ts';

console.log(rulesTable());
