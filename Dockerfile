# The README's two steps, in a container: install what requirements.txt pins, start the app.
#   docker build -t topofmind .
#   docker run -p 8501:8501 -v topofmind-shares:/data topofmind
# Under another name than localhost: -e STREAMLIT_SERVER_ALLOWED_HOSTS="localhost jobs.example.org"
FROM python:3.12-slim

WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .

# Nobody in particular, who may write only where the shares are kept.
RUN useradd --system topofmind && install --directory --owner=topofmind --mode=700 /data
USER topofmind
ENV TOPOFMIND_STORE=/data
VOLUME /data

EXPOSE 8501
HEALTHCHECK CMD ["python", "-c", "import os, urllib.request as web; base = os.environ.get('STREAMLIT_SERVER_BASE_URL_PATH', '').strip('/'); web.urlopen('http://localhost:8501' + (base and '/' + base) + '/_stcore/health', timeout=3)"]
CMD ["streamlit", "run", "app.py", "--server.address=0.0.0.0", "--server.headless=true"]
