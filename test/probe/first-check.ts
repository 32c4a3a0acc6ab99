/** One check as the running prober makes it. */
import { Prober } from '../../src/doors/probe/prober.ts';
import type { Check } from '../../src/model/check.ts';
import type { EpochMs } from '../../src/model/units.ts';

/** The first check of a target, with these anchors. */
export async function firstCheck(target: string, anchors: string[]): Promise<Check> {
  let prober: Prober | undefined;
  try {
    return await new Promise<Check>((resolve, reject) => {
      prober = new Prober({
        submit: async (check) => resolve(check),
        now: () => Date.now() as EpochMs,
        networkOf: () => undefined,
        onError: reject,
      });
      const probing = { vantage: 'here', allow: ['127.0.0.1'], resolvers: [], anchors, vantages: [] };
      prober.apply(probing, [{ service: 'shop', probes: [{ target, everySeconds: 0.2, timeoutSeconds: 2 }] }]);
    });
  } finally {
    prober?.close();
  }
}
