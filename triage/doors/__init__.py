"""How people and groups come in: joining, claiming, staff, the staff room, menus, settings."""
