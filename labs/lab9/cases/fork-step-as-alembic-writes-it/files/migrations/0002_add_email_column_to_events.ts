/** add email column to events. Revises: 0001_schema. Create Date: 2026-07-07 */
export const up = `ALTER TABLE events ADD COLUMN email VARCHAR(255);`;
export const down = `ALTER TABLE events DROP COLUMN email;`;
