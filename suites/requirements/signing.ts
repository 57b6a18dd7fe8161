import { topic } from '../../harness/register/topic.ts';

export const signing = topic('signing', {});
