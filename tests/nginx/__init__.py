"""The site over a real nginx, set up as `deploy/nginx.conf` says."""
