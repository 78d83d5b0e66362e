install_nuclei() { go_program nuclei github.com/projectdiscovery/nuclei/v3/cmd/nuclei v3.11.0; }
