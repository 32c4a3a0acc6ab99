/** English, with the customs of figures and dates that most readers of it share. */
import { tongueOf } from '../tongue.ts';

export const english = tongueOf('en', 'en-GB', {
  underOnePercent: 'under 1 %',
  days: { one: '# day', other: '# days' },
  spelled: ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'],
});
