/** Checks a bundle in a thread of its own, so that the page stays alive; the same code as `groundswell verify`. */
import { type Verdict, verifyBundle } from '../verify/verify.ts';
import { openZip } from '../verify/zip.ts';

const TELL_EVERY_MS = 100;

export interface VerifyTask {
  /** A file that the reader has, or where the bundle is. */
  readonly bundle: Blob | string;
  readonly version: string;
}

export type VerifyNews =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  | { readonly kind: 'failed'; readonly why: string };

const tell = (news: VerifyNews): void => postMessage(news);

addEventListener('message', async ({ data }: MessageEvent<VerifyTask>): Promise<void> => {
  try {
    const { bag, problems } = await openZip(await blobOf(data.bundle));
    let toldAt = 0;
    const onProgress = (done: number, of: number): void => {
      if (performance.now() - toldAt < TELL_EVERY_MS) return;
      toldAt = performance.now();
      tell({ kind: 'progress', share: done / of });
    };
    tell({ kind: 'verdict', verdict: await verifyBundle(bag, problems, { version: data.version, onProgress }) });
  } catch (cause) {
    tell({ kind: 'failed', why: (cause as Error).message });
  }
});

async function blobOf(bundle: Blob | string): Promise<Blob> {
  if (typeof bundle !== 'string') return bundle;
  const answer = await fetch(bundle, { headers: { accept: 'application/zip, application/problem+json' } });
  if (!answer.ok) {
    // Signals may not be kept any more; the observatory says so in words.
    const told = (await answer.json().catch(() => undefined)) as { detail?: string } | undefined;
    throw new Error(told?.detail ?? `the observatory answered ${answer.status}`);
  }
  return answer.blob();
}
