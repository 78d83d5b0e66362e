// Package main is full of known mistakes: it is scanned, never run.
package main

import (
	"archive/zip"
	"crypto/des"
	"crypto/md5"
	"crypto/sha1"
	"crypto/tls"
	"database/sql"
	"fmt"
	"io"
	"io/ioutil"
	"math/rand"
	"net"
	"net/http"
	_ "net/http/pprof"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"unsafe"
)

const password = "correct-horse-battery-staple-1"

func main() {
	http.HandleFunc("/run", run)
	http.HandleFunc("/user", user)
	listener, _ := net.Listen("tcp", "0.0.0.0:2000")
	defer listener.Close()
	http.ListenAndServe(":8080", nil)
}

func run(w http.ResponseWriter, r *http.Request) {
	out, err := exec.Command("sh", "-c", r.URL.Query().Get("cmd")).Output()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Write(out)
}

func user(w http.ResponseWriter, r *http.Request) {
	db, err := sql.Open("postgres", "user=app password="+password)
	if err != nil {
		return
	}
	name := r.URL.Query().Get("name")
	rows, err := db.Query("SELECT * FROM users WHERE name = '" + name + "'")
	if err != nil {
		return
	}
	rows.Close()
	rows, _ = db.Query(fmt.Sprintf("SELECT * FROM users WHERE id = %s", name))
	rows.Close()
}

func hashes(data []byte) string {
	cipher, _ := des.NewCipher(data)
	fmt.Println(cipher.BlockSize(), sha1.Sum(data))
	h := md5.New()
	h.Write(data)
	return fmt.Sprintf("%x", h.Sum(nil))
}

func client() *http.Client {
	config := &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS10}
	return &http.Client{Transport: &http.Transport{TLSClientConfig: config}}
}

func files(name string) ([]byte, error) {
	os.Mkdir("/tmp/sample", 0777)
	os.Chmod("/tmp/sample/key", 0666)
	ioutil.WriteFile("/tmp/sample/out", []byte(name), 0644)
	f, err := os.OpenFile("/tmp/sample/log", os.O_CREATE, 0666)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return os.ReadFile(name)
}

func unzip(archive, target string) error {
	reader, err := zip.OpenReader(archive)
	if err != nil {
		return err
	}
	for _, file := range reader.File {
		path := filepath.Join(target, file.Name)
		from, _ := file.Open()
		to, _ := os.Create(path)
		io.Copy(to, from)
	}
	return nil
}

func numbers(text string) (int32, uint8) {
	big, _ := strconv.Atoi(text)
	small := rand.Intn(big)
	pointer := unsafe.Pointer(&small)
	return int32(big), *(*uint8)(pointer)
}

func slices(data []int) int {
	part := make([]int, 2, 4)
	return part[3] + data[0]
}
