/** Addresses of the runtime's pages. */

export const listPath = (app: string, form: string): string => `/a/${app}/f/${form}`;
export const recordPath = (app: string, form: string, id: string): string => `/a/${app}/f/${form}/r/${id}`;
export const editPath = (app: string, form: string, id: string): string => `${recordPath(app, form, id)}/edit`;
export const newPath = (app: string, form: string): string => `/a/${app}/f/${form}/new`;
export const importPath = (app: string, form: string): string => `/a/${app}/f/${form}/import`;
export const casePath = (app: string, id: string): string => `/inbox/c/${app}/${id}`;
export const taskPath = (id: string): string => `/inbox/${id}`;
