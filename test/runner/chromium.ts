/** Before the tests: the browser tests need a Chromium. */
import { findChromium } from '../browser/chromium.ts';
import { installDebian } from './debian.ts';

export default function setup(): void {
  installDebian('Chromium', ['chromium'], () => {
    try {
      findChromium();
      return true;
    } catch {
      return false;
    }
  });
}
