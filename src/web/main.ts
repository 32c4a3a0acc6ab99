/** What runs in the reader's browser. Every page is complete without it; each part adds one thing and fails alone. */
import { BundleCheck } from './bundle-check.ts';
import { followRanges } from './chart-ranges.ts';
import { CountChart } from './count-chart.ts';
import { LiveUpdates } from './live-updates.ts';
import { ReplayControl } from './replay-control.ts';
import { ServiceFilter } from './service-filter.ts';
import { localise } from './times.ts';

localise(document);
followRanges(document);
customElements.define('bundle-check', BundleCheck);
customElements.define('count-chart', CountChart);
customElements.define('service-filter', ServiceFilter);
customElements.define('replay-control', ReplayControl);
customElements.define('live-updates', LiveUpdates);
