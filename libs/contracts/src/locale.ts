import { z } from 'zod';

/** The languages the platform answers in: English, Traditional and Simplified Chinese. */
export const Locale = z.enum(['en', 'zh-TW', 'zh-CN']);
export type Locale = z.infer<typeof Locale>;
