'use server';

import { homeArrangementSchema } from '@/lib/people/users/arrangements/arrange';
import { arrangeHome } from '@/lib/people/users/arrangements/home';
import { command } from '@/lib/ways-in/http/action';

export const saveHome = command(homeArrangementSchema, arrangeHome);
