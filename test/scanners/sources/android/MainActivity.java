package com.example.sample;

import android.app.Activity;
import android.os.Bundle;
import android.util.Log;
import android.webkit.WebView;
import java.security.MessageDigest;
import java.util.Random;

public class MainActivity extends Activity {
    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        WebView view = new WebView(this);
        view.getSettings().setJavaScriptEnabled(true);
        view.setWebContentsDebuggingEnabled(true);
        view.getSettings().setAllowFileAccess(true);
        view.loadUrl(getIntent().getStringExtra("url"));
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            Log.d("sample", new String(digest.digest("x".getBytes())));
        } catch (Exception ignored) {
        }
        int token = new Random().nextInt();
        Log.i("sample", "token " + token);
        openOrCreateDatabase("users", MODE_WORLD_READABLE, null);
    }
}
